/**
 * A list of no authority, in place of lists that are too large for the handshake: because of it,
 * OpenSSL reports `UNABLE_TO_GET_CRL` for what they cover, instead of accepting it unchecked.
 */
export const standInCrl = `-----BEGIN X509 CRL-----
MIGtMFUwCgYIKoZIzj0EAwIwKTEnMCUGA1UEAwwec2FzLXNvcyBsaXN0IGxlZnQg
dG8gdGhlIGd1YXJkFw0yNjExMjYwOTUzNDhaFw0yNjExMjcwOTUzNDhaMAoGCCqG
SM49BAMCA0gAMEUCIQC1TW/MNPK95FEMPmwMbGoYK0nTt/FFmiQvo+LD0oXCdAIg
Mnafc0bgywXghx3wVq+zDfHXkn7hRcY+Uvu4cBeeN2E=
-----END X509 CRL-----`;
