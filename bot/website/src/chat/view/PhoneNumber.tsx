/** A telephone number on one line, in its own order also among words from right to left. */

export function PhoneNumber({ number }: { number: string }) {
  return (
    <bdi dir="ltr" class="whole">
      {number}
    </bdi>
  );
}
