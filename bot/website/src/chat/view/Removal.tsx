/** "Delete my conversation", with a question before it that says what stays. */

import { useRef, useState } from "preact/hooks";
import type { ChatStrings } from "../../strings.ts";

interface Props {
  words: ChatStrings;
  remove: () => Promise<boolean>;
  done: () => void;
}

export function Removal({ words, remove, done }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const yes = async (): Promise<void> => {
    setBusy(true);
    const isDone = await remove();
    setBusy(false);
    setFailed(!isDone);
    if (!isDone) return;
    dialog.current?.close();
    done();
  };
  const open = (): void => {
    setFailed(false);
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" class="plain" onClick={open}>
        {words.remove}
      </button>
      <dialog ref={dialog} aria-labelledby="removal-title" aria-describedby="removal-text">
        <h2 id="removal-title">{words.removeTitle}</h2>
        <p id="removal-text">{words.removeText}</p>
        <p role="alert">{hasFailed && words.removeFailed}</p>
        <div class="choices">
          <button type="button" onClick={() => dialog.current?.close()}>
            {words.removeNo}
          </button>
          <button type="button" class="main" disabled={isBusy} onClick={() => void yes()}>
            {words.removeYes}
          </button>
        </div>
      </dialog>
    </>
  );
}
