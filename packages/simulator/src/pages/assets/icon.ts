/** The mark in the browser's tab. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0d4744"/><path d="M8 2.5 13.5 8 8 13.5 2.5 8z" fill="#f3b63f"/></svg>';
