import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useLanguage } from '../i18n/language.tsx';

/** Short news at the edge of the page; their cross has a name. */
export function Toasts() {
  const { t } = useLanguage();
  return (
    <MantineThemeProvider inherit theme={{ components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t.action.close } } } } }}>
      <Notifications position="bottom-right" limit={3} />
    </MantineThemeProvider>
  );
}
