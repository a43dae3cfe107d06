"""Third-party parts as manifests ask for them and lock files fix them; no registry is asked, nothing runs."""

from grader.facts.dependencies.collect import dependencies_of, read_dependencies

__all__ = ["dependencies_of", "read_dependencies"]
