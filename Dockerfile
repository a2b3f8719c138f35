# The tools in a Debian without much else, as a user without rights:
#
#	docker build -t evtools .
#	docker run --rm evtools evgen -n 10
#
# The first stage makes the package that the second installs, so that Debian's
# tools find out which libraries it takes.
FROM debian:12-slim AS build
WORKDIR /src
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
COPY scripts/setup.sh scripts/
RUN . scripts/setup.sh && setup build deb
COPY . .
RUN scripts/deb.sh

FROM debian:12-slim
COPY --from=build /src/build/evtools_*.deb /tmp/
# The newest of Debian's stable release, with its security fixes, is wanted.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
        /tmp/evtools_*.deb \
    && rm -rf /var/lib/apt/lists/* /tmp/evtools_*.deb \
    && useradd --uid 10001 --no-create-home evtools
USER 10001
# Where configuration.yml and the lists of the models are.
WORKDIR /usr/share/evtools
CMD ["evgen", "--help"]
