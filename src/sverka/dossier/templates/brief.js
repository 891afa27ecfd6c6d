// Shows a number's note beside it: on hovering after a moment, on following its link at once. Without this
// script, or where the browser has no popovers, the link leads to the note in the list.
(() => {
  const box = document.getElementById('beside');
  if (!box || !('showPopover' in box)) return;
  box.hidden = false;
  const held = box.querySelector('.held');
  let timer = 0;
  let from = null;
  let pinned = false;
  const isOpen = () => box.matches(':popover-open');
  const hide = () => { if (isOpen()) box.hidePopover(); };
  const place = () => {
    const number = from.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(number.left, room - box.offsetWidth - 8));
    const below = number.bottom + 6;
    const above = number.top - box.offsetHeight - 6;
    box.style.left = `${left}px`;
    box.style.top = `${below + box.offsetHeight > innerHeight && above > 0 ? above : below}px`;
  };
  const show = (link, pin) => {
    clearTimeout(timer);
    const note = document.querySelector(`${link.getAttribute('href')} .note`);
    if (!note) return false;
    if (isOpen() && from !== link) box.hidePopover();
    from = link;
    held.replaceChildren(note.cloneNode(true));
    box.setAttribute('aria-label', link.querySelector('.hidden').textContent.trim().slice(1, -1));
    if (!isOpen()) box.showPopover();
    place();
    pinned = pin;
    if (pin) box.focus();
    return true;
  };
  const later = () => { clearTimeout(timer); if (!pinned) timer = setTimeout(hide, 300); };
  const numberOf = event => event.target instanceof Element && event.target.closest('a.figure');
  document.addEventListener('click', event => {
    const link = numberOf(event);
    if (link && !event.ctrlKey && !event.metaKey && show(link, true)) event.preventDefault();
    else if (box.contains(event.target) && event.target.closest('a')) setTimeout(hide);
  });
  document.addEventListener('mouseover', event => {
    const link = numberOf(event);
    if (link && !pinned) { clearTimeout(timer); timer = setTimeout(() => show(link, false), 250); }
    else if (box.contains(event.target)) clearTimeout(timer);
  });
  document.addEventListener('mouseout', event => { if (numberOf(event) || box.contains(event.target)) later(); });
  box.addEventListener('toggle', event => { if (event.newState === 'closed') pinned = false; });
  addEventListener('scroll', () => { if (isOpen()) place(); }, { passive: true });
})();
// Unpacks a picture's specification on its way to the disk; without this script it is saved as packed.
document.addEventListener('click', async event => {
  const link = event.target instanceof Element && event.target.closest('a.download');
  if (!link || !('DecompressionStream' in window)) return;
  event.preventDefault();
  const packed = Uint8Array.from(atob(link.href.split(',')[1]), letter => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const saved = document.createElement('a');
  saved.href = URL.createObjectURL(await new Response(unpacked).blob());
  saved.download = link.download.replace(/\.gz$/, '');
  saved.click();
  URL.revokeObjectURL(saved.href);
});
