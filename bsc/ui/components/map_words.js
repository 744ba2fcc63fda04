// The customer's part of the map: goals, what customers do, ask, suffer and like, where they meet the company, owners.

const SHOWN = 2; // entries of a cell before "and n more"
const CHANNELS_SHOWN = 4;

function goalCell(drawn, row, column) {
  const goal = element("div", { class: "said", text: column.goal || "–" });
  const edit = drawn.settings.editing && editTool("stages", column, row);
  const wanted = `wants ${counted(column.said[row.id]?.length ?? 0, "thing")}`;
  return { body: [goal, edit, words(drawn, row, column, 0, wanted)], brief: column.goal || "–" };
}

function wordsCell(drawn, row, column) {
  const count = column.said[row.id]?.length;
  return { body: [!count && none(), words(drawn, row, column, SHOWN)], brief: String(count || "–") };
}

// What is said in the cell: the first *shown* of it, the rest behind a button, *called* as it likes.
function words(drawn, row, column, shown, called) {
  const { editing } = drawn.settings;
  const said = column.said[row.id] ?? [];
  const items = said.map((one, index) => element("li", {}, entry(drawn, column, row, one), editing && entryTools(row, said, index)));
  const [seen, more] = limited(drawn, `${row.id} ${column.id}`, items, shown, called);
  return [seen.length && element("ul", { class: "entries" }, seen), more, editing && addEntry(drawn, row, column)];
}

function entry(drawn, column, row, said) {
  const about = [said.persona, said.touchpoint_name].filter(Boolean).join(" · ");
  return button(
    {
      class: "entry",
      ...opening(drawn, said.touchpoint_id, FIELDS[row.id] ?? row.id),
      "aria-label": `${said.text}. ${said.evidence}${about ? `, ${about}` : ""}`,
      tells: [said.text, `${said.glyph} ${said.evidence}`, about],
    },
    hidden(said.glyph, "evidence"),
    element("span", { class: "said", text: said.text }),
    drawn.map.personas_shown > 1 && said.persona && element("span", { class: "muted", text: ` ${said.persona}` }),
  );
}

// A touchpoint is opened to be read; while the map is edited, its form is, at the *field* that was pressed.
function opening(drawn, touchpoint, field) {
  if (!drawn.settings.editing) return { opens: { touchpoint } };
  return { says: { do: "edit", section: "touchpoints", id: touchpoint, ...(field && { field }) } };
}

function none() {
  return element("span", { class: "muted", text: "–" });
}

// The first *shown* of *items*, and behind a button, *called* as it likes, the rest, which it opens in its place.
function limited(drawn, key, items, shown, called) {
  const left = items.length - shown;
  if (left < 1 || (!called && left === 1)) return [items, []]; // "and 1 more" takes as much room as that one
  const open = drawn.opened.has(key);
  const more = button({ class: "rest", "aria-expanded": String(open), text: called ?? (open ? "show fewer" : `and ${left} more`) });
  more.addEventListener("click", () => drawn.open(key));
  return [open ? items : items.slice(0, shown), more];
}

function contactsCell(drawn, row, column) {
  const channels = column.channels.map((channel) => channelLine(drawn, column, channel));
  const seen = limited(drawn, `${row.id} ${column.id}`, channels, CHANNELS_SHOWN);
  return { body: [channels.length ? seen : none(), drawn.settings.editing && addContact(drawn, column)], brief: String(contactsOf(column).length || "–") };
}

function channelLine(drawn, column, { name, contacts }) {
  const lines = contacts.map((contact, index) => [
    contactLine(drawn, contact),
    drawn.settings.editing && tools("touchpoints", contact, UPWARDS, { first: index === 0, last: index === contacts.length - 1 }),
  ]);
  return element("div", { class: "channel" }, name && element("div", { class: "channel-name", text: name }), lines.flat());
}

function contactLine(drawn, contact) {
  const moment = contact.moment_of_truth;
  const noted = drawn.settings.noted[`touchpoint ${contact.id}`];
  return button(
    {
      class: moment ? "contact moment" : "contact",
      ...opening(drawn, contact.id),
      "aria-label": `${contact.name}${moment ? ", moment of truth" : ""}, ${contact.evidence}${noted ? `, ${noted}` : ""}. Open the touchpoint`,
      tells: [contact.name, moment && "★ Moment of truth", contact.persona, `${contact.glyph} ${contact.evidence}`],
    },
    element("span", { text: contact.name }),
    moment && hidden("\u00A0★"),
    noted && element("span", { class: "muted remark", text: ` ${noted}` }),
  );
}

function ownersCell(drawn, row, column) {
  const owners = column.owners.map((name) => element("div", { class: "said", text: name }));
  return { body: [owners.length ? owners : none(), drawn.settings.editing && editTool("stages", column, { id: FIELDS.owners, name: row.name })], brief: column.owners.join(", ") || "–" };
}
