"""How one result is shown: card in the terminal, page, SARIF, Markdown, badge. Nothing here judges."""
