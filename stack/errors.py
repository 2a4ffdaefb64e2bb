"""What a person is told in a line, without a stack trace."""


class StackError(Exception):
    """Something failed; exit code 1."""

    exit_code = 1


class UsageError(StackError):
    """Asked for what cannot be; exit code 2."""

    exit_code = 2
