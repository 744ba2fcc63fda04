// Files too large for one request, sent to the app in pieces (tus 1.0). A piece that fails is sent again from where the
// server says it is; the page stays usable meanwhile. Names are shown through textContent.

const PIECE = 8 * 1024 * 1024;
const MOST_FAILURES = 8; // in a row
const LONGEST_PAUSE = 15_000;
const MEGABYTE = 1_000_000;
const TUS = { "Tus-Resumable": "1.0.0" };
const GONE = new Set([401, 403, 404, 410, 413, 507]); // sending it again would not help

const sendings = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".large");
  if (!sendings.has(root)) sendings.set(root, build(root, data.label));
  const sending = sendings.get(root);
  sending.ticket = data.ticket;
  sending.arrived = (id) => setTriggerValue("arrived", id);
  return () => sending.stop();
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function build(root, label) {
  const sending = { ticket: "", arrived: () => {}, running: new Set(), queue: Promise.resolve() };
  sending.stop = () => sending.running.forEach((file) => file.cancel());
  const choose = element("button", { type: "button" }, "Choose large files");
  const hint = element("span", { class: "hint" }, "Sent in pieces; a broken line goes on where it stopped");
  const drop = element("div", { class: "drop" }, choose, hint);
  const list = element("ul", { class: "files", "aria-label": "Files on their way" });
  root.replaceChildren(element("div", { class: "label" }, label), drop, list);
  const take = (files) => {
    for (const file of files) list.append(begun(sending, file));
  };
  choose.onclick = () => {
    const input = element("input", { type: "file", multiple: "" });
    input.onchange = () => take(input.files);
    input.click();
  };
  drop.ondragover = (event) => {
    event.preventDefault();
    drop.classList.add("over");
  };
  drop.ondragleave = () => drop.classList.remove("over");
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files);
  };
  return sending;
}

// One file's row; files are sent one after the other, so that each is there as soon as it can be.
function begun(sending, file) {
  const line = element("span", { class: "line" }, "Waits");
  const done = element("div", { class: "done" });
  const bar = element("div", { class: "track", role: "progressbar", "aria-label": file.name, "aria-valuemin": "0", "aria-valuemax": "100" }, done);
  const again = element("button", { type: "button", hidden: "" }, "Try again");
  const cancel = element("button", { type: "button", "aria-label": `Cancel ${file.name}` }, "Cancel");
  const name = element("span", { class: "name" }, file.name);
  const row = element("li", { class: "file" }, name, line, element("div", { class: "buttons" }, again, cancel), bar);
  const one = { file, sending, request: null, place: null, cancelled: false, started: 0 };
  one.say = (sent, words) => {
    const share = file.size ? sent / file.size : 1;
    done.style.width = `${100 * share}%`;
    bar.setAttribute("aria-valuenow", String(Math.floor(100 * share)));
    line.textContent = words ?? progress(one, sent);
  };
  one.cancel = () => {
    one.cancelled = true;
    one.request?.abort();
    if (one.place) asked(one, "DELETE", one.place).catch(() => {});
    sending.running.delete(one);
    row.remove();
  };
  const run = async () => {
    if (one.cancelled) return;
    sending.running.add(one);
    row.classList.remove("failed");
    again.hidden = true;
    try {
      await sent(one);
      sending.running.delete(one);
      row.remove();
      sending.arrived(one.place.split("/").pop());
    } catch (error) {
      sending.running.delete(one);
      if (one.cancelled) return;
      row.classList.add("failed");
      line.textContent = error.message;
      again.hidden = false;
    }
  };
  again.onclick = () => (sending.queue = sending.queue.then(run));
  cancel.onclick = one.cancel;
  sending.queue = sending.queue.then(run);
  return row;
}

async function sent(one) {
  let offset = one.place ? await reached(one) : 0;
  if (!one.place || offset === null) offset = await placed(one);
  one.started = performance.now();
  one.startedAt = offset;
  let failures = 0;
  one.say(offset);
  while (offset < one.file.size) {
    try {
      offset = await piece(one, offset);
      failures = 0;
      one.say(offset);
    } catch (error) {
      if (one.cancelled || error.final || ++failures > MOST_FAILURES) throw error;
      one.say(offset, `The line broke; trying again (${failures}) …`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** failures, LONGEST_PAUSE)));
      offset = (await reached(one).catch(() => offset)) ?? (await placed(one));
    }
  }
}

async function placed(one) {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(one.file.name)));
  const answer = await asked(one, "POST", uploads(), { "Upload-Length": one.file.size, "Upload-Metadata": `filename ${name}` });
  one.place = `${uploads()}/${answer.getResponseHeader("Location").split("/").pop()}`;
  return 0;
}

// How much of it the server has; null when it knows the upload no more.
async function reached(one) {
  try {
    const answer = await asked(one, "HEAD", one.place);
    return Number(answer.getResponseHeader("Upload-Offset"));
  } catch (error) {
    if (error.status === 404 || error.status === 410) return null;
    throw error;
  }
}

async function piece(one, offset) {
  const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
  const answer = await asked(one, "PATCH", one.place, headers, one.file.slice(offset, offset + PIECE), (loaded) => one.say(offset + loaded));
  return Number(answer.getResponseHeader("Upload-Offset"));
}

function asked(one, method, address, headers = {}, body = null, onProgress = null) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    if (method !== "DELETE") one.request = request;
    request.open(method, address);
    const all = { ...TUS, Authorization: `Bearer ${one.sending.ticket}`, ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, String(value));
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => (request.status < 300 ? resolve(request) : reject(refusal(request)));
    request.onerror = () => reject(new Error("The app could not be reached; nothing is lost."));
    request.onabort = () => reject(new Error("Cancelled"));
    request.send(body);
  });
}

function refusal(request) {
  const error = new Error(sentence(request) || `The app answered ${request.status}.`);
  error.status = request.status;
  error.final = GONE.has(request.status);
  return error;
}

function sentence(request) {
  try {
    const said = JSON.parse(request.responseText);
    return said.why ?? "";
  } catch {
    return "";
  }
}

function progress(one, sent) {
  const seconds = (performance.now() - one.started) / 1000;
  const speed = (sent - one.startedAt) / Math.max(seconds, 0.2);
  const left = speed > 0 ? Math.ceil((one.file.size - sent) / speed) : null;
  const said = [`${size(sent)} of ${size(one.file.size)}`];
  if (speed > 0) said.push(`${size(speed)}/s`);
  if (left !== null && sent < one.file.size) said.push(`${time(left)} left`);
  return said.join(" · ");
}

function size(bytes) {
  return bytes >= 1000 * MEGABYTE ? `${(bytes / MEGABYTE / 1000).toFixed(2)} GB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function time(seconds) {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

// Beside the page's own address, so that it is found under a base path as well.
function uploads() {
  const page = location.pathname.replace(/\/[^/]*$/, "");
  return `${location.origin}${page}/api/uploads`;
}
