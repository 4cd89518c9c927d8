// What JavaScript adds to the chat page: the answer comes as it is made, citations open beside it.
// Everything here works without it, too: forms are sent, links are followed. All markup comes from the server.

const main = () => document.getElementById("main");
const live = () => document.getElementById("live");
const template = (id) => document.getElementById(id).content.cloneNode(true);
const templates = ["#working", "#trouble", "#thanks", "#unsent"]; // their words follow the page's language
const QUICK = 120; // milliseconds: an answer that comes sooner is shown at once, without the stages

let running = null;
let returnTo = null;
let current = null; // the fields of the question whose answer is shown

// Asking

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (new URL(form.action).pathname !== "/ask" || button?.hasAttribute("formaction")) return;
  const fields = fieldsOf(form, button);
  if (!fields.some(([name, value]) => name === "question" && value.trim())) return; // the server names the problem
  event.preventDefault();
  ask(fields, { remember: true });
});

document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
  if (sends && event.target.id === "question") event.target.form.requestSubmit();
});

function fieldsOf(form, button) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return button?.name ? [...fields, [button.name, button.value]] : fields;
}

function lastOf(fields, name) {
  return fields.filter(([own]) => own === name).at(-1)?.[1] ?? "";
}

async function ask(fields, { remember }) {
  running?.abort();
  const control = (running = new AbortController());
  const shown = [...main().childNodes];
  const view = workingView(lastOf(fields, "question"));
  const timer = setTimeout(() => main().replaceChildren(view), QUICK);
  say("started");
  try {
    const html = await answerOf(fields, view, control.signal);
    if (control.signal.aborted) return;
    clearTimeout(timer);
    if (remember) history.pushState({ fields }, "", addressOf(fields));
    current = fields;
    showPage(html, ".answer .status, .problem");
    say("ended");
  } catch (error) {
    clearTimeout(timer);
    if (control.signal.aborted) return;
    main().replaceChildren(...shown);
    showTrouble(error.words, () => ask(fields, { remember }));
  } finally {
    if (running === control) running = null;
  }
}

function workingView(question) {
  const part = template("working");
  const view = document.createElement("div");
  view.append(part);
  view.querySelector(".asked-words").textContent = question;
  return view;
}

function addressOf(fields) {
  const language = lastOf(fields, "language");
  return language && language !== "ja" ? `/ask?language=${language}` : "/ask";
}

async function answerOf(fields, view, signal) {
  const body = new URLSearchParams(fields);
  const response = await fetch("/ask/stream", { method: "POST", body, headers: { accept: "text/html" }, signal });
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html") && response.status < 500) return response.text();
  if (!response.ok || !type.startsWith("text/event-stream")) throw new Trouble();
  for await (const [name, content] of events(response.body)) {
    if (name === "stage") view.querySelector(".stage").textContent = content.words;
    if (name === "sentence") addSentence(view, content);
    if (name === "page") return content.html;
    if (name === "error") throw new Trouble(content.words);
  }
  throw new Trouble();
}

class Trouble extends Error {
  constructor(words) {
    super("no answer");
    this.words = words;
  }
}

function addSentence(view, { text, markers }) {
  const line = document.createElement("p");
  line.textContent = text + markers.map((marker) => `[${marker}]`).join("");
  view.querySelector(".answer-text").append(line);
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop();
    yield* blocks.map(eventOf).filter(Boolean);
  }
}

function eventOf(block) {
  const lines = block.split("\n");
  const value = (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  return value("event") && [value("event"), JSON.parse(value("data"))];
}

// Showing what the server sent

function showPage(html, focused) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.documentElement.lang = page.documentElement.lang;
  document.title = page.title;
  for (const name of ["header.site-header", ".standing", "main", "footer.site-footer", ...templates]) {
    const [old, fresh] = [document.querySelector(name), page.querySelector(name)];
    if (old && fresh) old.replaceWith(fresh);
  }
  for (const name of ["live", "panel"]) {
    Object.assign(document.getElementById(name).dataset, page.getElementById(name)?.dataset);
  }
  furnish();
  scrollTo({ top: 0 });
  focusOn(main().querySelector(focused));
}

function focusOn(element) {
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function showTrouble(words, retry) {
  main().querySelector(".trouble")?.remove();
  const box = document.createElement("div");
  box.className = "trouble";
  box.append(template("trouble"));
  const line = box.querySelector(".trouble-words");
  line.textContent = words ?? (navigator.onLine ? line.dataset.broken : line.dataset.offline);
  box.querySelector(".retry").addEventListener("click", retry);
  main().prepend(box);
  box.scrollIntoView({ block: "start" });
  box.querySelector(".retry").focus({ preventScroll: true });
  live().textContent = "";
}

function say(what) {
  live().textContent = live().dataset[what];
}

function furnish() {
  for (const button of document.querySelectorAll("button.print")) button.hidden = false;
}

// Feedback: sent from where it stands; thanks or problem take the words of the page that the server answers with

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (new URL(form.action).pathname !== "/feedback") return;
  event.preventDefault();
  if (!("sending" in form.dataset)) rate(form, fieldsOf(form, event.submitter));
});

async function rate(form, fields) {
  form.dataset.sending = "";
  try {
    const body = new URLSearchParams(fields);
    const response = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.ok) thank(form.closest(".feedback"), page);
    else showUnsent(form, page.querySelector(".problem p")?.textContent);
  } catch {
    showUnsent(form);
  } finally {
    delete form.dataset.sending;
  }
}

function thank(section, page) {
  const part = template("thanks");
  part.querySelector(".thanks-title").textContent = page.querySelector(".opening h1").textContent;
  part.querySelector(".thanks-more").textContent = page.querySelector(".opening .lead").textContent;
  for (const line of section.querySelectorAll(".unsent")) line.remove();
  const forms = [...section.childNodes];
  section.replaceChildren(part);
  section.scrollIntoView({ block: "nearest" });
  live().textContent = `${section.querySelector(".thanks-title").textContent} ${section.querySelector("p").textContent}`;
  const again = section.querySelector(".again");
  again.addEventListener("click", () => changeMind(section, forms));
  again.focus({ preventScroll: true });
}

function changeMind(section, forms) {
  section.replaceChildren(...forms); // with what was chosen and written
  section.querySelector("button").focus();
  live().textContent = "";
}

function showUnsent(form, words) {
  form.querySelector(".unsent")?.remove();
  const line = template("unsent").querySelector(".unsent");
  const told = line.querySelector(".unsent-words");
  told.textContent = words ?? (navigator.onLine ? told.dataset.broken : told.dataset.offline);
  form.querySelector("button").before(line);
  live().textContent = told.textContent;
}

// Back, forward and refresh: the question is asked again, nothing of the answer is kept here

addEventListener("popstate", (event) => {
  document.getElementById("panel").close();
  const fields = event.state?.fields;
  if (fields && !isShown(fields)) ask(fields, { remember: false });
  else if (!fields && location.hash && current) history.replaceState({ fields: current }, ""); // a jump in the page
  else if (!fields && !location.hash) restore();
});

function isShown(fields) {
  return JSON.stringify(fields) === JSON.stringify(current);
}

async function restore() {
  running?.abort();
  current = null;
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    showPage(await response.text(), "h1");
  } catch {
    showTrouble(null, restore);
  }
}

// The side panel: a citation's passage in its section

document.addEventListener("click", (event) => {
  const cite = event.target.closest("a.cite");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  if (cite && plain) {
    event.preventDefault();
    openPassage(cite);
  } else if (event.target.closest("#panel .close") || event.target.id === "panel") {
    document.getElementById("panel").close();
  } else if (event.target.closest("#panel .copy")) {
    copyQuotation(event.target.closest(".copy"));
  } else if (event.target.closest("button.print")) {
    print();
  }
});

async function openPassage(cite) {
  const panel = document.getElementById("panel");
  const address = new URL(cite.href);
  address.searchParams.set("part", "passage");
  address.hash = "";
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    if (!response.ok) throw new Error("no passage");
    panel.innerHTML = await response.text();
  } catch {
    location.assign(cite.href); // the passage on its own page, as without JavaScript
    return;
  }
  returnTo = cite;
  panel.showModal();
  panel.querySelector("#panel-title").focus();
  const body = panel.querySelector(".panel-body");
  const mark = panel.querySelector("mark:not(.quiet)");
  if (mark) body.scrollTop = mark.offsetTop - body.offsetTop - body.clientHeight / 3;
}

document.getElementById("panel").addEventListener("close", (event) => {
  event.target.replaceChildren();
  returnTo?.focus();
  returnTo = null;
});

async function copyQuotation(button) {
  const text = document.querySelector("#panel .quotation");
  const told = document.querySelector("#panel .copied");
  try {
    await navigator.clipboard.writeText(text.value);
    told.textContent = button.dataset.done;
  } catch {
    text.hidden = false; // no clipboard here: the words are shown to be copied by hand
    text.select();
    told.textContent = button.dataset.failed;
  }
}

// Printing shows what is folded

addEventListener("beforeprint", () => {
  for (const part of main().querySelectorAll(".answer details:not([open])")) {
    part.open = true;
    part.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of main().querySelectorAll("details[data-folded]")) {
    part.open = false;
    delete part.dataset.folded;
  }
});

furnish();
if (history.state?.fields) ask(history.state.fields, { remember: false });
