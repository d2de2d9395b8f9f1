"""The registry's program: approves mandates, masks an engine's pairs, asks partners.

It is the receiver of every match. The engine gets the released result with a signed receipt; the
partner sees masked points and a keyed reference to the mandate.
"""
