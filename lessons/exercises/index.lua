-- The exercises in the order in which they should be met. Each is a folder here.
return {"shapes", "slate", "rate", "units", "shares", "silence", "referee"}
