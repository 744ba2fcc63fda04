-- Opens {file} beside the store, as {alias}.
attach {file} as {alias}
