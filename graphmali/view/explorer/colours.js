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
