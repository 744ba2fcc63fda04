-- Copies everything of {source} into {target}.
copy from database {source} to {target}
