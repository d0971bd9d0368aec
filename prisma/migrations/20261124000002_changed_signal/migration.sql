-- Whoever listens is told that something was recorded, once the transaction has committed, and never what: they ask.

CREATE FUNCTION signal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY accord_changed;
  RETURN NULL;
END $$;

CREATE TRIGGER changed_signal AFTER INSERT ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION signal_change();
