"""Looking at uploaded files: what they are by their content, and whether they do more than be read.

Runs in a child process with little memory and time; knows neither database nor network.
"""
