"""Messages to people: in the app and, as they wish, by mail."""
