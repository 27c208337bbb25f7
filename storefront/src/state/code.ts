/** Asking for a code by SMS: the wait between two, and work for this device where the server asks for it. */
import { computed, onScopeDispose, ref } from 'vue';
import { fetchChallenge, sendCode } from '../api/account';
import { sendOwnCode } from '../api/security';
import { solve } from '../kernel/proof';
import { deviceNow, pause } from '../platform/clock';
import { useAct } from './load';

type Purpose = 'register' | 'signIn' | 'reset' | 'newPhone' | 'apply' | 'stepUp';

/** A code for a fresh proof goes to the member's own phone, which nobody types. */
async function request({ phone, purpose }: { phone: string; purpose: Purpose }): Promise<{ challenge: string; resendAfterMs: number }> {
  if (purpose === 'stepUp') return sendOwnCode();
  const input = { phone, purpose };
  const { required, challenge } = await fetchChallenge();
  return sendCode(required ? { ...input, proof: await solve(challenge, () => pause(0)) } : input);
}

/** `challenge` belongs to the last code that was sent; `wait` is how many seconds remain until the next may be asked for. */
export function useCode(purpose: Purpose) {
  const act = useAct();
  const challenge = ref('');
  const sentTo = ref('');
  const now = ref(deviceNow());
  const again = ref(0);
  const timer = setInterval(() => { now.value = deviceNow(); }, 1000);
  onScopeDispose(() => clearInterval(timer));
  const wait = computed(() => Math.max(0, Math.ceil((again.value - now.value) / 1000)));
  async function send(phone: string): Promise<void> {
    if (wait.value > 0) return;
    await act.run(async () => {
      const sent = await request({ phone, purpose });
      challenge.value = sent.challenge;
      sentTo.value = phone;
      now.value = deviceNow();
      again.value = now.value + sent.resendAfterMs;
    });
  }
  return { challenge, sentTo, wait, busy: act.busy, failure: act.failure, send };
}
