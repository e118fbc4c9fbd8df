/** Types of `certificate.mjs`. */
export function certificateFiles(folder: string): { readonly certFile: string; readonly keyFile: string };

export function makeCertificate(folder: string, address: string): Promise<void>;
