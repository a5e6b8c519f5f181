"""How the HTML report looks: one style sheet, with nothing from outside. Data only."""

STYLE = """
:root{--ink:#262424;--grey:#5f5a55;--rule:#ddd5c8;--tint:#f6efe5;--error:#9e1b20;--warning:#86601b;--info:#5f5a55}
*{box-sizing:border-box}
body{font:15px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:var(--ink);max-width:1220px;margin:40px auto;padding:0 24px}
h1{font-size:26px;line-height:1.3;margin:0 0 12px}
section{margin:40px 0 0;padding:24px 0 0;border-top:2px solid var(--ink)}
h2{font-size:20px;margin:0 0 8px}h3{font-size:15px;margin:28px 0 8px;color:var(--grey);font-weight:600;scroll-margin-top:12px}
.chips{margin:0 0 8px}.chip{display:inline-block;margin:0 20px 0 0;font-weight:600}
.chip.error,li.error b{color:var(--error)}.chip.warning,li.warning b{color:var(--warning)}.chip.info,li.info b{color:var(--info)}
.note,.fine{color:var(--grey);margin:8px 0}
nav{margin:12px 0 0;line-height:2.1}
nav a{color:var(--ink);text-decoration:none;border-bottom:1px solid var(--rule);margin:0 16px 0 0;white-space:nowrap}
nav i{font-style:normal;color:var(--grey);font-size:12px;margin-left:4px}nav a:hover{border-color:var(--ink)}
.row{display:flex;gap:28px;align-items:flex-start}
ul{list-style:none;margin:0;padding:0;flex:1;min-width:260px}
li{display:grid;grid-template-columns:44px 1fr;padding:8px 0;border-bottom:1px solid var(--rule)}li:first-child{border-top:1px solid var(--rule)}
li b{grid-row:1/span 3;cursor:help}li span{grid-column:2;overflow-wrap:anywhere}li span:empty{display:none}
.where{color:var(--grey);font-size:13px}.hint{color:var(--grey)}.hint::before{content:"→ "}
.page{position:relative;flex:none;max-width:100%;border:1px solid #c9c2b6}.page img{display:block;width:100%}
.mark{position:absolute;border:2px solid;min-width:6px;min-height:6px}
.mark b{position:absolute;right:-2px;top:-18px;font-size:11px;line-height:16px;color:#fff;padding:0 5px;white-space:nowrap}
.mark.error{border-color:var(--error)}.mark.error b{background:var(--error)}
.mark.warning{border-color:var(--warning)}.mark.warning b{background:var(--warning)}
.mark.info{border-color:var(--info)}.mark.info b{background:var(--info)}
@media (max-width:1000px){.row{flex-direction:column}}
@media print{body{margin:0;max-width:none}.row{break-inside:avoid}h3{break-after:avoid}nav{display:none}}
"""
