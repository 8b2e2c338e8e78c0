"""Random plans in random forms, printed as text, HTML, Word, Excel and PDF, with gold by construction.

`plan.py` says what a plan holds, `forms.py` how it is told, `layouts/` puts it on paper together with its
gold, and `printing/` prints the paper. Forms for training and for testing share no words and no layouts of
columns.
"""
