"""Files of a post on their way: after the records, part by part, to headquarters and from there.

`queue` says what waits and in which order, `send_files` sends it, `say_files` says what this PC lacks and holds, and
`take_files` takes in what headquarters says and sends. A part that came is never sent again, by whichever way it came.
"""
