# thaiplan with Tesseract for scans and LibreOffice for old office files. Runs as a user without rights.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      tesseract-ocr tesseract-ocr-tha libreoffice-calc-nogui libreoffice-writer-nogui fonts-thai-tlwg \
 && rm -rf /var/lib/apt/lists/*
COPY constraints.txt /tmp/constraints.txt
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --constraint /tmp/constraints.txt "$(ls /wheels/thaiplan-*.whl)[ocr,export]" \
 && rm -rf /wheels /tmp/constraints.txt \
 && useradd --uid 10001 --create-home thaiplan
USER 10001
ENV HOME=/home/thaiplan PYTHONUTF8=1
# Folders that no command line names, such as data/raw, are those below the volume /data.
WORKDIR /
ENTRYPOINT ["thaiplan"]
CMD ["--help"]
