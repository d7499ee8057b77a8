"""What must hold: ``findings`` have codes and places, ``computed`` points agree, ``written`` keeps the meaning, ``markup`` is harmless."""
