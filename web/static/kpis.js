// The address of a filtered list names only what was filled in: short enough to send on. Without JavaScript it also
// names what was left open, and means the same. As a module it runs after the stylesheets, and so the browser does not
// lay the whole list out once before them, when it looks through the form.

document.querySelector("form.filters").addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});
