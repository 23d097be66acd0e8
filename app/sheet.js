/** Shows a drawing's HTML, made and escaped in Python, and tells what was picked in it. */

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".sheet");
  if (place.drawn !== data) {
    const held = place.contains(document.activeElement)
      ? document.activeElement.getAttribute("data-pick")
      : null;
    place.innerHTML = data ?? "";
    place.drawn = data;
    if (held) place.querySelector(`[data-pick="${CSS.escape(held)}"]`)?.focus();
  }
  const pick = (event) => {
    const picked = event.target.closest("[data-pick]");
    if (picked) setTriggerValue("pick", picked.getAttribute("data-pick"));
  };
  place.onclick = pick;
  place.onkeydown = (event) => {
    const isButton = event.target.tagName === "BUTTON"; // which makes a click of it by itself
    if (isButton || (event.key !== "Enter" && event.key !== " ")) return;
    if (event.target.closest("[data-pick]")) event.preventDefault();
    pick(event);
  };
}
