"""ICIJ's Offshore Leaks database: tables of nodes and of edges, in every edition of their headers.

By default it declares itself what it is, leaked, and the gate refuses it: docs/decisions/0009.
"""
