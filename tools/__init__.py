"""The commands of this repository: setting up, starting, checking. Standard library only.

They run before any environment exists, so nothing here may import a package that has to be installed
first; `messages` and `reference` are the exceptions, they run inside the environment.
"""
