/** The first so many people of the agency: asked in the browser, and by routes while they render. */
export const everybody = { limit: 500 }
