"""Asks for a run and prints its id: python submit.py kcat.conf RECIPE OUTPUT-DIRECTORY (pip install confluent-kafka)."""
import json
import pathlib
import secrets
import string
import sys

from confluent_kafka import Producer

config = dict(line.strip().split("=", 1) for line in open(sys.argv[1]) if "=" in line)
recipe, output = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).absolute()
run = "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(10))
request = {"text": recipe.read_text(), "sourceName": recipe.name, "outputDirectory": str(output), "directory": str(recipe.absolute().parent)}
failed = []
producer = Producer(config | {"acks": "all"})
producer.produce("assay.recipes", key=run, value=json.dumps(request), on_delivery=lambda error, record: failed.append(error) if error else None)
producer.flush()
sys.exit(f"not acknowledged: {failed[0]}" if failed else print(run))
