/** Where a field for a password stops. */

/** UTF-16 code units, as fields count them. GC/1, section 5, takes no longer one. */
export const MAX_PASSWORD_CHARS = 1024;
