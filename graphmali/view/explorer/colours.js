// The page's colours as the style sheet has them now, light or dark.

export const DASHES = { 1: [], 0: [2, 5], "-1": [9, 6] };

export function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "panel", "ink", "soft", "positive", "negative", "neutral", "accent"];
  return {
    ...Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])),
    font: getComputedStyle(document.body).fontFamily,
  };
}

// A colour over another, both #rrggbb; share is that of the first.
export function mix(one, other, share) {
  const parts = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const under = parts(other);
  return `#${parts(one).map((part, i) => Math.round(part * share + under[i] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}
