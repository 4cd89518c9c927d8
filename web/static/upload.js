// While an upload is published, its page looks every second whether that is over, then shows and says how it ended.
// Without JavaScript the page has a link that looks. All markup comes from the server.

const EACH = 1000; // milliseconds
const address = (part) => {
  const found = new URL(location.href);
  found.pathname = found.pathname.replace(/\/publish$/, "");
  if (part) found.searchParams.set("part", part);
  found.hash = "";
  return found;
};

async function pageAt(place) {
  const response = await fetch(place, { headers: { accept: "text/html" } });
  if (response.status === 404) return null; // signed out meanwhile: the link on the page leads on
  if (!response.ok) throw new Error("no page");
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function look() {
  try {
    const part = await pageAt(address("status"));
    if (!part) return;
    const state = part.getElementById("upload-status")?.dataset.state;
    if (state && state !== "publishing") return end(await pageAt(address()));
  } catch {
    // no connection for a moment: look again
  }
  setTimeout(look, EACH);
}

function end(page) {
  const [old, fresh] = [document.getElementById("upload"), page?.getElementById("upload")];
  if (!old || !fresh) return;
  const held = old.contains(document.activeElement);
  old.replaceWith(fresh);
  const heading = fresh.querySelector("h1");
  if (held && heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  document.getElementById("upload-live").textContent = fresh.querySelector("#upload-state")?.textContent ?? "";
}

setTimeout(look, EACH);
