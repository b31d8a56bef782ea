#!/bin/sh
# The account of the services, and who may read their settings. Nothing is started unasked.
set -e
if command -v systemd-sysusers >/dev/null 2>&1; then
	systemd-sysusers ascribe.conf
	chgrp ascribe /etc/ascribe/ascribe.env
fi
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload || true
fi
