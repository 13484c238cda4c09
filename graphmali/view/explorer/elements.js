// Making elements. Whatever comes from a document becomes text, never markup.

export const byId = (id) => document.getElementById(id);

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function button(className, act, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export const SIGNS = { 1: "positive", 0: "neutral", "-1": "negative" };
const MARKS = { 1: "+", 0: "·", "-1": "−" };

export function mark(sign) {
  return element("span", `sign ${SIGNS[sign]}`, MARKS[sign]);
}

export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
