// What stands in the cells while the map is edited: small controls that say what is wanted; the page does it.

const SIDEWAYS = ["←", "→"];
const UPWARDS = ["↑", "↓"];
const FIELDS = { goal: "wants", owners: "owner" }; // rows that hold something else than their name says

function tool(glyph, label, says) {
  return button({ class: "tool", says, "aria-label": label, tells: [label] }, hidden(glyph));
}

function addition(text, label, says) {
  return button({ class: "addition", says, "aria-label": label }, hidden("+ "), element("span", { text }));
}

function editTool(section, item, field) {
  return tool("✎", `Edit ${item.name}${field ? `: ${field.name}` : ""}`, { do: "edit", section, id: item.id, ...(field && { field: field.id }) });
}

// Edit, move by one and remove; *first* and *last* say where there is nothing to move past.
function tools(section, item, arrows, { first, last }) {
  return element(
    "span",
    { class: "tools" },
    editTool(section, item),
    !first && tool(arrows[0], `Move ${item.name} back`, { do: "move", section, id: item.id, steps: -1 }),
    !last && tool(arrows[1], `Move ${item.name} on`, { do: "move", section, id: item.id, steps: 1 }),
    tool("✕", `Remove ${item.name}`, { do: "remove", section, id: item.id }),
  );
}

// One of the things *said* in a cell: it moves among those of its own touchpoint.
function entryTools(row, said, index) {
  const { text, touchpoint_id: id } = said[index];
  const beside = (step) => said[index + step]?.touchpoint_id === id;
  const wanted = { section: "touchpoints", id, field: FIELDS[row.id] ?? row.id, entry: text };
  return element(
    "span",
    { class: "tools" },
    beside(-1) && tool(UPWARDS[0], `Move ${text} back`, { do: "move", ...wanted, steps: -1 }),
    beside(1) && tool(UPWARDS[1], `Move ${text} on`, { do: "move", ...wanted, steps: 1 }),
    tool("✕", `Remove ${text}`, { do: "remove", ...wanted }),
  );
}

function stageTools(drawn, column, index) {
  return tools("stages", column, SIDEWAYS, { first: index === 0, last: index === drawn.map.columns.length - 1 });
}

function addStage() {
  return addition("Stage", "Add a stage", { do: "add", section: "stages" });
}

function addEntry(drawn, row, column) {
  return addition("Add", `Add to ${row.name}, ${column.name}`, { do: "add", section: "touchpoints", base: placed(drawn, column), field: FIELDS[row.id] ?? row.id });
}

// What a new touchpoint of *column* begins with: its stage, and the persona whose map it is.
function placed(drawn, column) {
  return { stage: column.id, ...(drawn.settings.persona && { persona: drawn.settings.persona }) };
}

// How it feels belongs to a touchpoint: which one is chosen from those of the stage.
function editFeeling(row, column) {
  const choice = element("select", { class: "addition", "aria-label": `Edit how it feels, ${column.name}` }, element("option", { value: "", text: "✎ Feeling" }));
  const wanted = (id) => JSON.stringify({ do: "edit", section: "touchpoints", id, field: row.id });
  choice.append(...contactsOf(column).map(({ id, name }) => element("option", { value: wanted(id), text: name })));
  return choice;
}

function contactsOf(column) {
  return column.channels.flatMap((channel) => channel.contacts);
}

function addContact(drawn, column) {
  return addition("Touchpoint", `Add a touchpoint to ${column.name}`, { do: "add", section: "touchpoints", base: placed(drawn, column) });
}

function cardTools(perspective, column, card) {
  const base = { stage: column.id, perspective: perspective.id };
  const where = `${column.name}, ${perspective.name}`;
  return element(
    "span",
    { class: "tools" },
    card && editTool("kpis", { id: card.kpi, name: card.name }),
    addition("KPI", `Add a KPI to ${where}`, { do: "add", section: "kpis", base }),
    addition("Objective", `Add an objective to ${where}`, { do: "add", section: "objectives", base }),
  );
}

function personaTools(drawn) {
  const { personas } = drawn.settings;
  const lines = personas.map(([id, name], index) => element("div", { class: "persona" }, name, tools("personas", { id, name }, UPWARDS, { first: index === 0, last: index === personas.length - 1 })));
  return [...lines, addition("Persona", "Add a persona", { do: "add", section: "personas" })];
}
