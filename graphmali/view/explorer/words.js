// Sentences in the language of the page.

let words = {};
let rules = new Intl.PluralRules("en");

export function speak(language, given) {
  words = given;
  rules = new Intl.PluralRules(language);
}

export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

export function count(key, number) {
  const form = `${key}.${rules.select(number)}`;
  return say(form in words ? form : `${key}.other`, { count: number });
}

// Dates and periods as the claims give them: partial ISO dates, "open" for what goes on.
export function period(first, last) {
  if (!first && !last) return "";
  if (last === "open") return first ? say("since", { date: first }) : say("ongoing");
  return first && last && first !== last ? say("period", { first, last }) : first || last;
}
