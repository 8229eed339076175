"""The applications that run in the processes of the servers."""
