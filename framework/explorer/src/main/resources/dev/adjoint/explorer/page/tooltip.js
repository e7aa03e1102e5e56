/** One small window for the words about what is under the pointer or the keyboard's cursor. */

const box = document.getElementById("tooltip");

export function showTooltip(text, anchor) {
  box.textContent = text;
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(4, anchor.left + anchor.width / 2 - width / 2), window.innerWidth - width - 4);
  const above = anchor.top - height - 8;
  box.style.left = left + "px";
  box.style.top = (above > 4 ? above : anchor.bottom + 8) + "px";
}

export function hideTooltip() {
  box.hidden = true;
}
