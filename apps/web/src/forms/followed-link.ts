/** The link that a click is about to follow in this tab, if it is one: not a new tab, a file, or a place on the page. */
export function followedLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.download) return null
  return link.getAttribute("href")?.startsWith("#") ? null : link
}
