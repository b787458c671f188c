"""Measure, don't promise: each figure beside a yardstick taken in the same run, as a ratio.

python -m bench list
python -m bench run NAME... [--json]     (NAME "all" for everything)
"""
