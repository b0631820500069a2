import QtQml
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Style

// Downloads that have ended while the person was elsewhere.
OfferPanel {
    id: root

    required property EngineHost engine
    required property bool downloadsShown
    readonly property bool several: Hub.arrivals > 1
    readonly property bool seen: Hub.arrivals > 0 && (downloadsShown || (!several && [engine.path, engine.loadingPath].includes(Hub.arrivedPath)))
    signal useRequested(string path)
    signal downloadsRequested()

    objectName: "arrivalBar"
    visible: Hub.arrivals > 0 && !seen
    text: several ? qsTr("%n model(s) are downloaded.", "", Hub.arrivals) : qsTr("%1 is downloaded.").arg(Hub.arrivedName)
    onSeenChanged: if (seen) Qt.callLater(Hub.dismissArrivals)

    PushButton {
        objectName: "useArrived"
        compact: true
        kind: "primary"
        text: root.several ? qsTr("Show") : qsTr("Use it now")
        onClicked: if (root.several) root.downloadsRequested(); else root.useRequested(Hub.arrivedPath)
    }
    PushButton { objectName: "dismissArrived"; compact: true; kind: "quiet"; text: qsTr("Later"); onClicked: Hub.dismissArrivals() }
}
