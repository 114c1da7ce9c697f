// What waits on this device: the forms of the person who is signed in, photos and all, each under its key. One that the
// server has refused carries what was said of it (`fault`).
const STORE = "forms";
export const owner = document.querySelector("[data-lt-owner]")?.dataset.ltOwner || "";

const opened = new Promise((done, fail) => {
  const asked = indexedDB.open("lantoa-outbox", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
  [asked.onsuccess, asked.onerror] = [() => done(asked.result), () => fail(asked.error)];
});
async function ask(mode, act) {
  const store = (await opened).transaction(STORE, mode).objectStore(STORE);
  const asked = act(store);
  return new Promise((done, fail) => {
    [asked.onsuccess, asked.onerror] = [() => done(asked.result), () => fail(asked.error)];
  });
}
export const put = (one) => ask("readwrite", (store) => store.put(one));
export const drop = (key) => ask("readwrite", (store) => store.delete(key));
export const held = async () => (await ask("readonly", (store) => store.getAll())).filter((one) => one.owner === owner);
