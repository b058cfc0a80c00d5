"""The county's words on the command line, one file each, all of one shape:

HELP (one Chinese line), EPILOG (examples, Chinese), add_arguments(parser), run(args) -> exit code.
"""
