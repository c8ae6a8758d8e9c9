// The other implementation of age: reads one JSON question on stdin, answers with base64 on stdout.
// {"package": file URL of age-encryption, "identity": …, "open": base64} or {"package": …, "recipients": […], "seal": base64}
import { readFileSync } from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const age = await import(asked.package);
const answer = (bytes) => process.stdout.write(Buffer.from(bytes).toString("base64"));
if (asked.open !== undefined) {
  const decrypter = new age.Decrypter();
  decrypter.addIdentity(asked.identity);
  answer(await decrypter.decrypt(Buffer.from(asked.open, "base64")));
} else {
  const encrypter = new age.Encrypter();
  asked.recipients.forEach((recipient) => encrypter.addRecipient(recipient));
  answer(await encrypter.encrypt(Buffer.from(asked.seal, "base64")));
}
