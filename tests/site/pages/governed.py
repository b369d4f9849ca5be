"""Records that tell how a network governs itself, for the pages that read it."""

BELLA = """nome: Rete Bella
temi: [cibo]
territori: [valdoria-ponte]
governo: {forma: capofila, guida: comune}
formalizzazione: convenzione
atti: [{istituto: coprogettazione, titolo: Avviso, scadenza: 2026-01-31}]
fonti: [{url: 'https://bella.example', letta_il: 2026-09-01}]
"""
HEARD = """organi:
  - nome: Consulta
    tipo: assemblea
    funzioni:
      - {funzione: monitoraggio_valutazione, grado: consultato}
      - {funzione: lettura_bisogni, grado: consultato}
"""
