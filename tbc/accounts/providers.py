"""Mail domains of Japanese carriers and providers that the international free-mail list lacks (ACC-2).

An address at one of them belongs to a household or a telephone, so its domain says nothing about a company. Sub-domains
count too (`xx.ocn.ne.jp`).
"""

from __future__ import annotations

_CARRIERS = """
docomo.ne.jp dwmail.jp mopera.net mopera.ne.jp ahamo.com
au.com ezweb.ne.jp uqmobile.jp uqmobile.ne.jp uqc.ne.jp povo.jp ido.ne.jp tu-ka.ne.jp
softbank.ne.jp softbank.jp i.softbank.jp vodafone.ne.jp jp-t.ne.jp jp-d.ne.jp jp-h.ne.jp jp-k.ne.jp jp-r.ne.jp
jp-s.ne.jp jp-n.ne.jp jp-q.ne.jp jp-c.ne.jp disney.ne.jp y-mobile.ne.jp ymobile1.ne.jp ymobile.ne.jp ymobile.jp
emobile.ne.jp
emobile-s.ne.jp emnet.ne.jp wcm.ne.jp willcom.com pdx.ne.jp phone.ne.jp linemo.jp
rakuten.jp rmail.jp rakumail.jp rakuten-mobile.jp mineo.jp iijmio-mail.jp iijmio.jp biglobe-mobile.jp
"""

_PROVIDERS = """
nifty.com nifty.ne.jp atnifty.com
ocn.ne.jp ocn.jp plala.or.jp plala.to
biglobe.ne.jp biglobe.jp bb4u.ne.jp
so-net.ne.jp so-net.jp so-net.net nuro.jp
ybb.ne.jp bbtec.net odn.ne.jp odn.jp
dion.ne.jp ezweb.jp auone.jp auone-net.jp kddi.ne.jp
asahi-net.or.jp asahi-net.jp hi-ho.ne.jp hi-ho.jp infoweb.ne.jp infoweb.or.jp
dti.ne.jp dream.com dream.jp iij4u.or.jp iijmio.net wakwak.com xaxon.ne.jp jens.ne.jp interlink.or.jp interlink.ne.jp
rim.or.jp sannet.ne.jp mbn.or.jp netlaputa.ne.jp alpha-net.ne.jp highway.ne.jp justnet.ne.jp att.ne.jp psn.ne.jp
toppan-f.ne.jp pep.ne.jp t3.rim.or.jp bekkoame.ne.jp big.or.jp st.rim.or.jp vivid.ne.jp coara.or.jp synapse.ne.jp
eonet.ne.jp zeus.eonet.ne.jp k-opti.com commufa.jp pikara.ne.jp megaegg.ne.jp bbiq.jp tocn.ne.jp qtnet.ne.jp tlec.ne.jp
zaq.ne.jp zaq.jp jcom.home.ne.jp jcom.zaq.ne.jp home.ne.jp itscom.net itscom.jp catv.ne.jp ctk.ne.jp cty-net.ne.jp
catvy.ne.jp ccnw.ne.jp ccnet-ai.ne.jp starcat.ne.jp mediatti.net cyberhome.ne.jp tcn-catv.ne.jp tees.ne.jp
canvas.ne.jp icc.ne.jp cna.ne.jp hicat.ne.jp enjoy.ne.jp fctv.ne.jp incl.ne.jp nsk.ne.jp p1.tcnet.ne.jp ttn.ne.jp
avis.ne.jp janis.or.jp valley.ne.jp mx1.avis.ne.jp po.mcci.or.jp sunfield.ne.jp
"""

_WEB_MAIL = """
goo.ne.jp goo.jp mail.goo.ne.jp infoseek.jp infoseek.co.jp livedoor.com excite.co.jp fresheye.com lycos.jp
yahoo.co.jp yahoo.ne.jp ymail.ne.jp outlook.jp hotmail.co.jp live.jp msn.co.jp icloud.com me.com aol.jp inter7.jp
mail.ru.jp kobe.email auone.com zoho.jp nttpc.ne.jp freemail.ne.jp mail2web.jp 24h.jp kitty.jp geocities.jp
geocities.co.jp instantmail.jp proton.me protonmail.ch
"""

OURS = frozenset(" ".join((_CARRIERS, _PROVIDERS, _WEB_MAIL)).split())
