"""Prints samples as they come: python follow_metrics.py kcat.conf (pip install confluent-kafka)."""
import json
import sys

from confluent_kafka import Consumer

config = dict(line.strip().split("=", 1) for line in open(sys.argv[1]) if "=" in line)
consumer = Consumer(config | {"group.id": "ext-metrics-python", "auto.offset.reset": "latest"})
consumer.subscribe(["assay.metrics"])
try:
    while True:
        record = consumer.poll(1.0)
        if record is None or record.error():
            continue
        kind = dict(record.headers())["ce_type"].decode()
        if kind == "assay.metrics.samples-recorded.v1":
            print(record.key().decode(), json.loads(record.value()), flush=True)
except KeyboardInterrupt:
    consumer.close()
