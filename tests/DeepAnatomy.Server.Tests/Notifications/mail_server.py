"""A mail server that wants an encrypted connection and a login. Says its port, then a line of JSON for everything that happens: mail_server.py CERTIFICATE KEY USER PASSWORD."""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def say(**what):
    print(json.dumps(what), flush=True)


class Mails:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(kind="mail", sender=envelope.mail_from, to=envelope.rcpt_tos, subject=str(mail["subject"]), body=mail.get_content(), encrypted=session.ssl is not None, user=session.auth_data)
        return "250 taken"


class Server(SMTP):
    def connection_made(self, transport):
        super().connection_made(transport)
        say(kind="connection", encrypted=transport.get_extra_info("sslcontext") is not None)

    # Names of mechanisms may be written small: other mail servers take both, this one only capitals.
    async def smtp_AUTH(self, arg):
        mechanism, _, rest = (arg or "").partition(" ")
        await super().smtp_AUTH(f"{mechanism.upper()} {rest}".strip())


def main(certificate, key, user, password):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def login(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        say(kind="login", right=right, encrypted=session.ssl is not None)
        return AuthResult(success=right, auth_data=user if right else None)

    async def serve():
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(lambda: Server(Mails(), tls_context=context, require_starttls=True, auth_required=True, auth_require_tls=True, authenticator=login, loop=loop), "localhost", 0, family=2)
        print(listening.sockets[0].getsockname()[1], flush=True)
        await listening.serve_forever()

    asyncio.run(serve())


main(*sys.argv[1:])
