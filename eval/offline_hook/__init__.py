"""The folder that ``eval.offline`` puts before everything else on the path of the processes that it watches."""
