/** The digest of a page's error that means: the database cannot be reached. Of a server's error the browser sees no more. */
export const databaseAway = "DATABASE_AWAY"
