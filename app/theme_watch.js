/** Asks for a new run when the visitor changes the theme, since plotly's pictures keep theirs. */

const seen = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  const scheme = getComputedStyle(parentElement.host ?? parentElement).colorScheme;
  const before = seen.get(parentElement);
  seen.set(parentElement, scheme);
  if (before && before !== scheme) setTriggerValue("theme", scheme);
}
