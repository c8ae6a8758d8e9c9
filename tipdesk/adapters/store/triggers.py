"""The triggers by which the database itself refuses to rewrite the ledger.

The one exception is a body that a redaction names: it may be deleted, while its entry and hash stay.
"""

TRIGGERS = (
    """CREATE TRIGGER entries_stay BEFORE DELETE ON entries
       BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    """CREATE TRIGGER entries_fixed
       BEFORE UPDATE OF no, log_no, seq, head, body_hash, at, actor, scope, case_id, received_at ON entries
       BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    """CREATE TRIGGER entries_chained BEFORE UPDATE OF hash ON entries WHEN OLD.hash IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'an entry joins its chain once'); END""",
    """CREATE TRIGGER bodies_fixed BEFORE UPDATE ON bodies
       BEGIN SELECT RAISE(ABORT, 'bodies are never changed'); END""",
    """CREATE TRIGGER bodies_stay BEFORE DELETE ON bodies
       WHEN NOT EXISTS (SELECT 1 FROM entries JOIN redactions
                        ON redactions.log_no = entries.log_no AND redactions.seq = entries.seq
                        WHERE entries.no = OLD.entry_no)
       BEGIN SELECT RAISE(ABORT, 'a body is deleted only where a redaction names it'); END""",
    """CREATE TRIGGER redactions_stay BEFORE DELETE ON redactions
       BEGIN SELECT RAISE(ABORT, 'redactions are never deleted'); END""",
)
